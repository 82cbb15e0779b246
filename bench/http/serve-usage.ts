/** Sends the parent process the server's port and, on request, the seconds that the server has been busy. */
export function serveUsage(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1e6);
  });
  process.send?.(port);
}
