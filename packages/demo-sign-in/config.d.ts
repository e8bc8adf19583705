export interface Config {
  auth?: {
    providers?: {
      /** @deepVisibility frontend */
      demo?: {
        people: Array<{
          /** Name of a user in the catalog. */
          name: string;
          displayName: string;
          /** What they are in the demo. */
          description: string;
        }>;
      };
    };
  };
}
