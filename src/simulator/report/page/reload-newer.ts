/** Reloads a page that is served, as soon as there is a newer report. */
export function reloadNewer(): void {
  const source = document.querySelector('meta[name="reload"]')?.getAttribute('content');
  if (source) new EventSource(source).onmessage = () => location.reload();
}
