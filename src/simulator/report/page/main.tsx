import { render } from 'preact';
import { App } from './app.tsx';
import type { PackedReport } from './packed.ts';
import { reloadNewer } from './reload-newer.ts';
import './style.css';
import './sections.css';
import './picture.css';
import './timeline.css';
import './records.css';
import './journey.css';
import './narrow.css';

const report: PackedReport = JSON.parse(document.querySelector('#report')?.textContent ?? '');
const root = document.querySelector('#root');
if (root) render(<App report={report} />, root);
reloadNewer();
