import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { readOrganization } from './readOrganization';

const organizationId = 'o-a1b2c3d4e5';

/** AWS, saying this of the organisation. */
const saying = (Organization: object) =>
  ({ send: async () => ({ Organization }) } as unknown as OrganizationsClient);

describe('readOrganization', () => {
  it.each([
    ['another one', { Id: 'o-other' }, /but AWS says o-other/],
    ['nothing', {}, /but AWS says nothing/],
    [
      'no account that manages it',
      { Id: organizationId },
      /does not say which account manages o-a1b2c3d4e5/,
    ],
  ])('reads nothing where AWS tells of %s', async (_, said, message) => {
    const options = { organizationId, withTags: false, leftOut: [] };
    await expect(readOrganization(saying(said), options)).rejects.toThrow(
      message,
    );
  });
});
