import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseFlowAddress } from '../../../../src/cli/commands/pull/flow-address.ts';
import { runHere } from '../../command-line.ts';

const ID = '5f0000000000000000000012';
const OTHER = '5f0000000000000000000007';

describe('the address of a flow', () => {
  it.each([
    [ID, undefined],
    [`https://integrator.io/integrations/${OTHER}/flowBuilder/${ID}`, 'us'],
    [`https://eu.integrator.io/integrations/none/flowBuilder/${ID}`, 'eu'],
    [
      `https://integrator.io/integrations/${OTHER}/flows/sections/${OTHER}/flowBuilder/${ID}/edit/exports/${OTHER}`,
      'us',
    ],
    [`https://integrator.io/integrations/${OTHER}/flows/${ID}?tab=1`, 'us'],
    [`https://integrator.io/integrations/${OTHER}/dataLoader/${ID}`, 'us'],
    [`https://api.integrator.io/v1/flows/${ID}`, 'us'],
    [`https://api.eu.integrator.io/v1/flows/${ID}/descendants`, 'eu'],
    [`http://127.0.0.1:8080/v1/flows/${ID}`, undefined],
  ])('is read from %s', (written, region) => {
    expect(parseFlowAddress(written)).toEqual({ id: ID, region });
  });

  it.each(['orders', '', `${ID}0`, `https://integrator.io/integrations/${ID}`, `flows/${ID}`])(
    'is not "%s"',
    (written) => {
      expect(() => parseFlowAddress(written)).toThrow(`FLOW: found "${written}", expected the id of a flow`);
    },
  );

  it('must be in the region that is asked', async () => {
    vi.stubEnv('INTEGRATOR_IO_TOKEN', 'sample-token');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, err } = await runHere(['pull', `https://eu.integrator.io/x/flowBuilder/${ID}`, '--region', 'us']);
    expect([code, err]).toEqual([2, "wrong_region  --region: found us, expected eu, the region of the flow's URL\n"]);
  });
});
