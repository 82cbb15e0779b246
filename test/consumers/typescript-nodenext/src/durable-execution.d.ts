// The types of @middy/core name this optional package of AWS. Without `skipLibCheck`, the compiler asks for it.
declare module '@aws/durable-execution-sdk-js' {
  export type DurableContext = never;
}
