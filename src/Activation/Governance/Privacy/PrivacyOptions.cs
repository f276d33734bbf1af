using System.ComponentModel.DataAnnotations;

namespace Activation.Governance.Privacy;

/// <summary>Settings under `Activation:Privacy`.</summary>
public sealed class PrivacyOptions
{
    public const string Section = "Activation:Privacy";

    /// <summary>How long readers may still hold files that were rewritten, before they are deleted and a request ends; runs and imports that take longer begin again.</summary>
    [Range(0, 1440)]
    public double ReaderGraceMinutes { get; set; } = 60;

    /// <summary>
    /// How long whoever fetches exported files has to learn from a remove whom to take out, counted from its run. Then the profile id goes, too, and the request can end.
    /// </summary>
    [Range(0, 720)]
    public double ExportPickupHours { get; set; } = 24;

    /// <summary>A destination that has not confirmed for so long counts as failed; the request can then be carried on by hand. 30 days, as laws give.</summary>
    [Range(0.001, 8760)]
    public double GiveUpHours { get; set; } = 720;

    /// <summary>The shortest wait before a request that waits for something is looked at again; doubles up to <see cref="MaxCheckSeconds"/>.</summary>
    [Range(0.05, 600)]
    public double CheckSeconds { get; set; } = 5;

    [Range(0.05, 3600)]
    public double MaxCheckSeconds { get; set; } = 300;
}
