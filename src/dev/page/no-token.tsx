/** What is left to say without a valid token. */
export function NoToken({ isRefused = false }: { readonly isRefused?: boolean }) {
  return (
    <main>
      <section class="stopped" role="alert">
        <h1>{isRefused ? 'This page’s token is no longer valid' : 'This page has no token'}</h1>
        <p>
          Open the address that <code>integrator-extension dev</code> printed, with all that follows its <code>#</code>.
          {isRefused && ' Each start may print another one.'}
        </p>
      </section>
    </main>
  );
}
