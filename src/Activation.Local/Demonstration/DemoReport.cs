using System.Globalization;
using Spectre.Console;

namespace Activation.Local.Demonstration;

/// <summary>The demo's numbers as two tables, and where to look next.</summary>
internal static class DemoReport
{
    public static void Write(IAnsiConsole console, DemoResult result, Uri api, Uri sandbox)
    {
        var import = new Table { Title = new TableTitle("Imports"), Border = TableBorder.Rounded };
        import.AddColumns("File");
        foreach (var column in new[] { "Rows read", "Accepted", "Rejected" })
        {
            import.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var file in result.Imports)
        {
            import.AddRow(Markup.Escape(file.File), Count(file.Read), Count(file.Accepted), Count(file.Rejected));
        }

        import.Caption = new TableTitle($"{Count(result.Profiles)} profiles");
        console.Write(import);

        var audiences = new Table { Title = new TableTitle("Audiences"), Border = TableBorder.Rounded };
        audiences.AddColumn("Segment").AddColumn(new TableColumn("Members").RightAligned()).AddColumn(new TableColumn("In the sandbox's audience").RightAligned()).AddColumn("Run");
        foreach (var audience in result.Audiences)
        {
            audiences.AddRow(Markup.Escape(audience.Name), Count(audience.Members), audience.AudienceSize is { } size ? Count(size) : "-", Markup.Escape(audience.Run));
        }

        console.Write(audiences);
        Console.WriteLine($"""
            Members that share keys with others may be one person at the platform, and members without any key that it takes are not sent.
            Where to look next:
              {api}api/docs               the API's reference
              {api}api/imports            receipts, and what was rejected and why
              {api}api/syncs              syncs, their audiences and sizes
              {sandbox}sandbox/audiences      the platform's side
            """);
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
