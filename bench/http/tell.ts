/** Tells the parent process where the server listens and, whenever it asks, for how many seconds it has been busy. */
export function tell(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1e6);
  });
  process.send?.(port);
}
