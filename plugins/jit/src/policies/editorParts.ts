import { PolicyPlace } from '@jit-portal/backstage-plugin-jit-common';
import { Level } from './FindingLevel';

/** What is said of a place in the policy, at its line. */
export interface EditorMark {
  place: PolicyPlace;
  level: Level;
  message: string;
}

/** Marks, and the text that they were made for: of another text they are silent. */
export interface EditorMarks {
  text: string;
  marks: readonly EditorMark[];
}

/** What others may do with an editor. */
export interface EditorHandle {
  focus(): void;
  /** Moves the cursor there. */
  show(place: Pick<PolicyPlace, 'line' | 'column'>): void;
}

export interface EditorProps {
  value: string;
  label: string;
  /** The element that tells more. */
  describedBy: string;
  invalid: boolean;
  marks?: EditorMarks;
  onChange(value: string): void;
  onLeave(): void;
  onReady(handle: EditorHandle | null): void;
}
