/** Waits until the page contains the text. Returns the page. */
export async function pageWith(url: string, text: string): Promise<string> {
  for (;;) {
    const html = await (await fetch(url)).text();
    if (html.includes(text)) return html;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
