using Activation.Benchmarks;

return await BenchmarkCommand.RunAsync(args, Console.Out);
