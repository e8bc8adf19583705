import { Component, ReactNode } from 'react';

/** What fails to draw inside leaves what is around it as it is. */
export class Fence extends Component<
  { children: ReactNode; fallback: (again: () => void) => ReactNode },
  { hasFailed: boolean }
> {
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  state = { hasFailed: false };

  render() {
    if (!this.state.hasFailed) return this.props.children;
    return this.props.fallback(() => this.setState({ hasFailed: false }));
  }
}
