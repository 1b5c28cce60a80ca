// Loaded before the emulator. It would listen on every interface: keep it on loopback, on a port that the kernel picks (so that parallel
// runs never meet), tell that port, and end with the process that started it.
const net = require("node:net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (_port, ...rest) {
  this.once("listening", () => process.stdout.write(`\nLOOPBACK ${this.address().port}\n`));
  return listen.call(this, { port: 0, host: "127.0.0.1" }, ...rest.filter((argument) => typeof argument === "function"));
};
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
