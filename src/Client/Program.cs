using Sweep.Client.Commands;

return await Root.InvokeAsync(args, new());
