/** An option that is unknown or wrong. The message names it as it was given: a flag, a variable, or a file and its key. */
export class WrongOption extends Error {}
