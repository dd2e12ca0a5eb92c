/** The command line asks for something that does not exist, or cannot be done. */
export class Misuse extends Error {
}
