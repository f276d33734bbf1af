namespace Activation.Benchmarks;

/// <summary>Two rates of one run on one machine: only their ratio travels.</summary>
/// <param name="Rate">Of the product, in <paramref name="Unit"/> a second.</param>
/// <param name="Baseline">Of what it is compared with, in the same unit.</param>
internal sealed record BenchmarkResult(string Name, string Unit, double Rate, string BaselineName, double Baseline)
{
    public string ToTableRow() =>
        FormattableString.Invariant($"| {Name} | {Rate / Baseline:0.00} | {Rate:#,0} {Unit}/s | {BaselineName}: {Baseline:#,0} {Unit}/s |");
}
