import { render } from 'preact';
import { reloadNewer } from '../../../simulator/report/page/reload-newer.ts';
import type { ComparedLife } from '../compared-life.ts';
import { LifePage } from './life-page.tsx';
import '../../../simulator/report/page/style.css';
import '../../../simulator/report/page/sections.css';
import '../../../simulator/report/page/records.css';
import '../../../simulator/report/page/journey.css';
import '../../../simulator/report/page/narrow.css';
import './life.css';

const report: ComparedLife = JSON.parse(document.querySelector('#report')?.textContent ?? '');
const root = document.querySelector('#root');
if (root) render(<LifePage report={report} />, root);
reloadNewer();
