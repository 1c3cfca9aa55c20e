using Sweep.Server;

return await ServerCommand.InvokeAsync(args, new());
