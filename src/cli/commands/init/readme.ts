import type { Project } from './flavour.ts';
import { FUNCTIONS } from './functions.ts';
import { logicalName } from './template.ts';

/** Renders the README of a new project. */
export function renderReadme({ name, flavour }: Project): string {
  const { language, kind, generation } = flavour;
  const fn = `${logicalName(kind)}Function`;
  const layout =
    generation === '2.0'
      ? 'A flat module (2.0): the name that a function is exported with is the name to enter in integrator.io.'
      : 'A grouped module (1.0): integrator.io calls a function by the type of its group and by its name.';
  const connector =
    kind === 'connector'
      ? `\nPut your connector's id in \`src/handler.${language}\` and in the events, in the place of the sample one.\n`
      : '';
  return `# ${name}

Extension functions for [integrator.io](https://integrator.io) on AWS Lambda.

\`\`\`sh
npm install
npm start        # simulates a flow with your functions: a table, and report.html
npm run dev      # the same, again whenever you save a file
npm test         # tests, and the flow compared with its baseline
npm run check    # ${language === 'ts' ? 'types, and ' : ''}what integrator.io demands of each function, tried with generated data
npm run build    # dist/index.mjs, which is what Lambda runs
npx integrator-extension doctor   # what will be deployed, examined
\`\`\`

- \`src/hooks.${language}\`, \`src/wrappers.${language}\`: the functions. \`src/orders.${language}\` stands for the application they work with: put
  yours in its place.
- \`src/index.${language}\`: the module.
  ${layout}
- \`src/handler.${language}\`: the Lambda handler that serves it.
- \`flows/\`: the flow, its source and its baseline; \`npm run baseline\` saves a new one after a change that is meant.
- \`AGENTS.md\`: what a coding assistant must know. \`.vscode/\`, \`.github/workflows/\`: debugging, tasks, CI and deploy.
- \`events/\`: an event for each function, as \`sam local invoke\` and the console's test events take it.
- \`template.yaml\`: what is deployed, and a user that may invoke it and do nothing else.
${connector}
## Deploying

With the [AWS CLI](https://docs.aws.amazon.com/cli/) and the [SAM CLI](https://docs.aws.amazon.com/serverless-application-model/):

\`\`\`sh
npm run build && sam build && sam deploy --guided   # later: npm run deploy
sam remote invoke ${fn} --event-file events/${FUNCTIONS.preMap}.json
\`\`\`

Answer \`true\` to \`CreateAccessKey\`. The access key is then in Secrets Manager, under the output \`AccessKeySecretArn\`; the
output \`${logicalName(kind)}StackRecord\` is the stack to create in integrator.io with it (\`POST /v1/stacks\`${
    generation === '2.0' ? ', or Resources → Stacks' : ': stacks made by hand are of 2.0'
  }).

The guides are in \`node_modules/integrator-extension-lambda/docs\`: \`writing-functions.md\`, \`testing.md\`, \`checking.md\`,
\`simulating.md\`, \`deploy-lambda.md\` and others.
`;
}
