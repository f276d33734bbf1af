using System.Globalization;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Model;

/// <summary>
/// Random histories against a model that is nothing but sets. More of them: `ACTIVATION_HISTORIES=1-5000 dotnet test tests/Activation.IntegrationTests --filter
/// FullyQualifiedName~AnyHistory`, by seed. A failure names its seed and tells the history; one that was found stays in <see cref="Found"/>.
/// </summary>
public sealed class HistoryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string SeedsVariable = "ACTIVATION_HISTORIES";
    private const string Usual = "1-1";
    private const int Steps = 20;

    /// <summary>A history that ends otherwise than the model where nobody is sent again whom a remove took along.</summary>
    public static TheoryData<int> Found => [65];

    [Fact]
    public async Task AnyHistory_WhenTheFaultsAreOver_LeavesEveryAudienceAsTheModelHasIt()
    {
        var seeds = (Environment.GetEnvironmentVariable(SeedsVariable) ?? Usual).Split('-').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToList();
        for (var seed = seeds[0]; seed <= seeds[^1]; seed++)
        {
            await LiveAsync(seed);
        }
    }

    [Theory]
    [MemberData(nameof(Found))]
    public Task HistoryThatWasFound_LeavesEveryAudienceAsTheModelHasIt(int seed) => LiveAsync(seed);

    private async Task LiveAsync(int seed)
    {
        await using var history = await History.StartAsync(seed, azurite.NewAccount());
        try
        {
            await history.LiveAsync(Steps);
            await history.ShouldConvergeAsync();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The history of seed {seed} went wrong: {e.Message}\n\n{history.Story}"), e);
        }
    }
}
