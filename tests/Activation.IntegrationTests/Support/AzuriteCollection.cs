namespace Activation.IntegrationTests.Support;

/// <summary>Tests that use real storage: `[Collection(AzuriteCollection.Name)]` and a constructor parameter <see cref="AzuriteFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "azurite";
}
