import type { Project, ProjectOptions } from './flavour.ts';
import { FUNCTIONS } from './functions.ts';
import { hostFile } from './sources.ts';
import { logicalName } from './template.ts';

/** Renders the README of a new project. */
export function renderReadme({ name, flavour }: Project): string {
  const { language, kind, generation, target } = flavour;
  const host = hostFile(flavour);
  const layout =
    generation === '2.0'
      ? 'A flat module (2.0): the name that a function is exported with is the name to enter in integrator.io.'
      : 'A grouped module (1.0): integrator.io calls a function by the type of its group and by its name.';
  const connector =
    kind === 'connector'
      ? `\nPut your connector's id in the place of the sample one: in ${listIdFiles(flavour)}.\n`
      : '';
  return `# ${name}

Extension functions for [integrator.io](https://integrator.io) ${target === 'server' ? 'on a server of your own' : 'on AWS Lambda'}.

\`\`\`sh
npm install
npm start        # simulates a flow with your functions: a table, and report.html${kind === 'connector' ? APP_COMMAND : ''}
npm run dev      # simulates the flow again whenever you save a file
npm test         # tests, and the flow compared with its baseline${kind === 'connector' ? '; the life of the app' : ''}
npm run check    # ${language === 'ts' ? 'types, and ' : ''}what integrator.io demands of each function, tried with generated data
${target === 'server' ? 'npm run serve    # dist/index.mjs, which listens for calls' : LAMBDA_COMMANDS}
npx integrator-extension dev      # lets integrator.io, AWS SDKs and curl call them here, and records each call
\`\`\`

- \`src/hooks.${language}\`, \`src/wrappers.${language}\`: the functions. \`src/orders.${language}\` stands for the application they work with: put
  yours in its place.
- \`src/index.${language}\`: the module.
  ${layout}
- \`src/${host}\`: the ${target === 'server' ? 'server' : 'Lambda handler'} that hosts it.
- \`flows/\`: the flow, its source and its baseline; \`npm run baseline\` saves a new one after a change that is meant.
${kind === 'connector' ? renderAppFiles(flavour) : ''}- \`AGENTS.md\`: what a coding assistant must know. \`.vscode/\`, \`.github/workflows/\`: debugging, tasks, CI and deploy.
- \`events/\`: an event for each function, ${target === 'server' ? 'the body of a `POST /function`' : "as `sam local invoke` and the console's test events take it"}.
${target === 'server' ? '' : TEMPLATE}${connector}
${target === 'server' ? SERVING : renderDeploying(flavour)}The guides are in \`node_modules/integrator-extension-lambda/docs\`: \`writing-functions.md\`, \`testing.md\`, \`checking.md\`,
\`simulating.md\`, \`developing-live.md\`, \`deploy-lambda.md\` and others.
`;
}

/** The files that hold the sample id of a connector. */
function listIdFiles(flavour: ProjectOptions): string {
  const { language, target } = flavour;
  const tests = target === 'server' ? `\`test/extension.test.${language}\`, ` : '';
  return `\`src/${hostFile(flavour)}\`, ${tests}\`package.json\`, \`app.yaml\`, \`flows/orders.flow.yaml\` and \`events/\``;
}

const APP_COMMAND = `
npm run app      # simulates the life of the app, from its installation to its end: a table, and app-report.html`;

function renderAppFiles({ language, generation }: ProjectOptions): string {
  const files = ['installer', ...(generation === '1.0' ? ['uninstaller'] : []), 'account'];
  return `- \`app.yaml\`: the app, and what happens to it; ${files.map((name) => `\`src/${name}.${language}\``).join(', ')} install and uninstall it.
  \`simulating-apps.md\` describes it.
`;
}

const LAMBDA_COMMANDS = `npm run build    # dist/index.mjs, which is what Lambda runs
npx integrator-extension doctor   # what will be deployed, examined`;

const TEMPLATE = '- `template.yaml`: what is deployed, and a user that may invoke it and do nothing else.\n';

const SERVING = `## Serving

\`npm run serve\` listens at 127.0.0.1:8080 for a proxy on the same machine; PORT and HOST change that. It needs TOKEN, the
system token of the stack record in integrator.io. \`deploy-server.md\` has recipes for nginx, systemd and containers.

`;

function renderDeploying({ kind, generation }: ProjectOptions): string {
  const fn = `${logicalName(kind)}Function`;
  return `## Deploying

With the [AWS CLI](https://docs.aws.amazon.com/cli/) and the [SAM CLI](https://docs.aws.amazon.com/serverless-application-model/):

\`\`\`sh
npm run build && sam build && sam deploy --guided   # later: npm run deploy
sam remote invoke ${fn} --event-file events/${FUNCTIONS.preMap}.json
\`\`\`

Answer \`true\` to \`CreateAccessKey\`. The access key is then in Secrets Manager, under the output \`AccessKeySecretArn\`; the
output \`${logicalName(kind)}StackRecord\` is the stack to create in integrator.io with it (\`POST /v1/stacks\`${
    generation === '2.0' ? ', or Resources → Stacks' : ': stacks made by hand are of 2.0'
  }).

`;
}
