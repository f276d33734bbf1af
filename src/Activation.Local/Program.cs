using Activation.Local;

return await LocalCommand.RunAsync(args);
