// A program of its own loads this before npm: it runs where the host is not.
import '@nixai/safety/bounds';
