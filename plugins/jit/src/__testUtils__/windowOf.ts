const { matchMedia } = window;

/** A window of this width in pixels, as media queries see it. */
export function windowOf(width: number) {
  window.matchMedia = jest.fn().mockImplementation((query: string) => {
    const least = Number(/min-width:\s*([\d.]+)px/.exec(query)?.[1] ?? 0);
    const most = Number(/max-width:\s*([\d.]+)px/.exec(query)?.[1] ?? 1e9);
    return {
      matches: width >= least && width <= most,
      addListener: jest.fn(),
      removeListener: jest.fn(),
    };
  });
}

/** The window as it was before {@link windowOf}. */
export function usualWindow() {
  window.matchMedia = matchMedia;
}
