// What a deployed file needs of core before there is an event: little, so that it starts at once.

export { createFunctionFactory, type FunctionFactory } from './runtime/function-factory.js';
