using System.CommandLine;
using System.Net;

namespace Activation.Local;

/// <summary>The command line of the local host.</summary>
internal static class LocalCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port of the API", DefaultValueFactory = _ => 7071 };
    private static readonly Option<string> Address = new("--address") { Description = "Address the API listens on; beyond loopback, set Activation__Api__Key", DefaultValueFactory = _ => "127.0.0.1" };
    private static readonly Option<int> SandboxPort = new("--sandbox-port") { Description = "Port of the sandbox ad platform", DefaultValueFactory = _ => 7072 };
    private static readonly Option<string> Storage = new("--storage") { Description = "Connection string of the storage account; Azurite is started for loopback endpoints at which nothing answers", DefaultValueFactory = _ => LocalOptions.DevelopmentStorage };
    private static readonly Option<string> Data = new("--data") { Description = "Folder for everything that is kept on this machine", DefaultValueFactory = _ => DataFolder.Default() };
    private static readonly Option<bool> NoDemo = new("--no-demo") { Description = "Do not load the demo into an empty store" };
    private static readonly Option<string> Schedule = new("--schedule") { Description = "When syncs are evaluated: cron of five fields, or six with seconds first", DefaultValueFactory = _ => "0 * * * *" };

    public static Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand("Runs the whole product on this machine: storage, triggers, API and a sandbox ad platform.") { Port, Address, SandboxPort, Storage, Data, NoDemo, Schedule };
        command.Subcommands.Add(RebuildCommand.Create());
        command.SetAction((parsed, cancellationToken) => LocalSession.RunAsync(Options(parsed), cancellationToken));

        // Ctrl-C cancels; the host then has this long to finish what it is doing and to take Azurite down.
        return command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
    }

    private static LocalOptions Options(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(Port),
        Address = IPAddress.TryParse(parsed.GetValue(Address), out var address) ? address : throw new LocalStartException("--address is an IP address, such as 127.0.0.1."),
        SandboxPort = parsed.GetValue(SandboxPort),
        Storage = parsed.GetValue(Storage) ?? LocalOptions.DevelopmentStorage,
        DataFolder = parsed.GetValue(Data) ?? DataFolder.Default(),
        Demo = !parsed.GetValue(NoDemo),
        Schedule = parsed.GetValue(Schedule) ?? "0 * * * *",
    };
}
