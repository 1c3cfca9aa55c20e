using Sweep.Server;

return await ServerCommand.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
