using System.Diagnostics;
using System.Globalization;
using Activation.Local.Sandbox;

namespace Activation.Benchmarks;

/// <summary>The sandbox platform in a process of its own, so that what it needs is not counted as the product's.</summary>
internal sealed class SandboxChild : IAsyncDisposable
{
    /// <summary>The first argument of the child; no benchmark for users.</summary>
    public const string Verb = "sandbox";

    private readonly Process process;

    private SandboxChild(Process process, Uri baseUrl)
    {
        this.process = process;
        BaseUrl = baseUrl;
    }

    public Uri BaseUrl { get; }

    /// <param name="latency">What a call takes beside the work of answering it.</param>
    public static async Task<SandboxChild> StartAsync(TimeSpan latency, CancellationToken cancellationToken)
    {
        var process = ChildProcess.Start([Verb, latency.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>(StringComparer.Ordinal), withInput: true);
        var address = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The sandbox's process did not start.");
        return new SandboxChild(process, new Uri(address));
    }

    /// <summary>In the child: until its parent closes the input, or is gone.</summary>
    /// <param name="milliseconds">The latency.</param>
    public static async Task<int> RunAsync(string milliseconds, TextReader input, TextWriter output)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        if (TimeSpan.FromMilliseconds(double.Parse(milliseconds, CultureInfo.InvariantCulture)) is var latency && latency > TimeSpan.Zero)
        {
            sandbox.Platform.BeforeApply = (_, cancellationToken) => Task.Delay(latency, cancellationToken);
        }

        await output.WriteLineAsync(sandbox.BaseUrl.AbsoluteUri);
        await output.FlushAsync();
        await input.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
