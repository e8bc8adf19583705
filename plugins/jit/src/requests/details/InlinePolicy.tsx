import Typography from '@material-ui/core/Typography';
import {
  AccessRequestDetails,
  CustomPermissionSet,
  PolicyFinding,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  PolicyText,
  byGravity,
  endLineOf,
  familyOf,
  levelOf,
} from '../../policies';
import { NoneText } from '../../shared/NoneText';
import { ColourFamily } from '../../shared/palette';
import { useWords } from '../../translation';
import { SubPart } from './Heading';

/** Lines of which something is said, in the colour of the gravest. */
function marksOf(findings: PolicyFinding[]): Map<number, ColourFamily> {
  const marks = new Map<number, ColourFamily>();
  for (const finding of byGravity(findings)) {
    const line = finding.place?.line;
    if (line && !marks.has(line)) marks.set(line, familyOf(levelOf(finding)));
  }
  return marks;
}

/** The portal's own statement, told in words: nobody asked for it. */
function OwnEnd({ policy }: { policy: string }) {
  const t = useWords();
  const line = endLineOf(policy);
  if (line === undefined) return null;
  return (
    <Typography variant="body2" color="textSecondary">
      {t('customSet.ownEnd', { line: String(line) })}
    </Typography>
  );
}

/** The inline policy, byte for byte as AWS will get it, with the portal's end. */
export function InlinePolicy(props: {
  /** Before the ids of its lines. */
  id: string;
  request: AccessRequestDetails;
  set: CustomPermissionSet;
}) {
  const { id, request, set } = props;
  const t = useWords();
  const policy = request.inlinePolicyWithEnd ?? set.inlinePolicy;
  return (
    <SubPart heading={t('customSet.inlinePolicy')}>
      {!set.inlinePolicy && (
        <Typography>
          <NoneText inDetails />
        </Typography>
      )}
      {policy && (
        <>
          <OwnEnd policy={policy} />
          <PolicyText
            id={id}
            policy={policy}
            label={t('customSet.asInAws')}
            marks={marksOf(request.findings ?? [])}
          />
        </>
      )}
    </SubPart>
  );
}
