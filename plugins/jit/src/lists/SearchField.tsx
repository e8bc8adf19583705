import { useEffect, useRef, useState } from 'react';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import SearchIcon from '@material-ui/icons/Search';

const WAIT_MS = 300;

/** A search that runs by itself, 300 ms after the last key. */
export function SearchField(props: {
  label: string;
  value: string;
  onSearch(value: string): void;
}) {
  const { label, value, onSearch } = props;
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    // The value was changed elsewhere: by Back, or by Clear filters
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      onSearch(text);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <TextField
      type="search"
      size="small"
      variant="outlined"
      placeholder={label}
      value={text}
      onChange={event => setText(event.target.value)}
      style={{ minWidth: 'min(320px, 100%)', flexGrow: 1, maxWidth: 560 }}
      inputProps={{ 'aria-label': label }}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" aria-hidden />
          </InputAdornment>
        ),
      }}
    />
  );
}
