export interface Config {
  auth?: {
    providers?: {
      /** Sign-in as one of these people, for development alone. */
      demo?: {
        people: Array<{
          /** Name of a user in the catalog. */
          name: string;
        }>;
      };
    };
  };
}
