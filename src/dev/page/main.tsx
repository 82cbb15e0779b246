import { render } from 'preact';
import { App } from './app.tsx';
import { createCallApi } from './call-api.ts';
import { NoToken } from './no-token.tsx';
import { hasNewToken, readPageToken } from './page-token.ts';
import '../../simulator/report/page/style.css';
import '../../simulator/report/page/sections.css';
import '../../simulator/report/page/records.css';
import '../../simulator/report/page/journey.css';
import '../../simulator/report/page/narrow.css';
import './calls.css';
import './call-view.css';

const root = document.querySelector('#root');
const token = readPageToken();
if (root) render(token === undefined ? <NoToken /> : <App api={createCallApi(token)} />, root);

// Someone has put the address with the token into the tab of a page without it.
window.addEventListener('hashchange', () => {
  if (hasNewToken()) location.reload();
});
