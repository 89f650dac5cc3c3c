// Loaded into every service before its own code. The channel to the runner
// closes when the runner ends, even by SIGKILL; then the service ends, too.
if (process.connected === false) process.exit(1);
process.on("disconnect", () => process.exit(1));
process.channel?.unref();
