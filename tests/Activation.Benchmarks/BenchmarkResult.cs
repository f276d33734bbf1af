namespace Activation.Benchmarks;

/// <summary>Two rates, or two amounts, of one run on one machine: only their ratio travels.</summary>
/// <param name="Rate">Of the product, in <paramref name="Unit"/> a second.</param>
/// <param name="Baseline">Of what it is compared with, in the same unit.</param>
internal sealed record BenchmarkResult(string Name, string Unit, double Rate, string BaselineName, double Baseline)
{
    /// <summary>False for amounts, which are not by the second.</summary>
    public bool IsRate { get; init; } = true;

    public string ToTableRow()
    {
        var unit = IsRate ? $"{Unit}/s" : Unit;
        return FormattableString.Invariant($"| {Name} | {Rate / Baseline:0.00} | {Rate:#,0} {unit} | {BaselineName}: {Baseline:#,0} {unit} |");
    }
}
