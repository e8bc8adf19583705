import { open, rename } from 'node:fs/promises';

/** Writes a file whole or not at all; on the disk once it resolves. */
export async function writeWhole(path: string, text: string): Promise<void> {
  // Replicas may share the directory
  const part = `${path}.${process.pid}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}
