import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

// The smallest Nest application on Fastify: one module, one route. Decorators are called by hand, so that nothing has to be compiled. Argument: port.
class HelloController {
  hello() {
    return { hello: 'world' };
  }
}
Get('/')(HelloController.prototype, 'hello', /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(HelloController.prototype, 'hello')));
Controller()(HelloController);

class HelloModule {}
Module({ controllers: [HelloController] })(HelloModule);

const app = await NestFactory.create(HelloModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(process.argv[2]), '127.0.0.1');
