using System.Globalization;
using System.Text.RegularExpressions;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>How far an import is, over the lives of its hosts, by the requests that pass.</summary>
internal sealed partial class ImportWatch
{
    private int life;
    private volatile bool hasBegun;
    private volatile bool isAtEnd;
    private volatile int checkpoint;

    /// <summary>The newest checkpoint that was written.</summary>
    public int Checkpoint => checkpoint;

    /// <summary>The rows are done.</summary>
    public bool IsAtEnd => isAtEnd;

    public int BeginLife()
    {
        hasBegun = false;
        return ++life;
    }

    /// <summary>The host that lives now has begun the import, or goes on with it.</summary>
    public bool HasBegun(int of) => hasBegun && of == life;

    public void Note(ProxiedRequest request)
    {
        hasBegun = hasBegun || request.WritesTable("Imports");
        if (!request.WritesBlob("imports/"))
        {
            return;
        }

        if (CheckpointBlob().Match(request.Target) is { Success: true } match)
        {
            checkpoint = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        }
        else
        {
            isAtEnd = true;
        }
    }

    [GeneratedRegex(@"/checkpoint/(?<number>\d+)\.", RegexOptions.None, 1000)]
    private static partial Regex CheckpointBlob();
}
