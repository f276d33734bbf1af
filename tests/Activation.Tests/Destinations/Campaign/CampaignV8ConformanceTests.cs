namespace Activation.Tests.Destinations.Campaign;

/// <summary>The same interface as Campaign v8 offers it: filters go by their own names, and unknown keys are not found.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/experience-cloud/campaign/apis/limitations</remarks>
public sealed class CampaignV8ConformanceTests : CampaignConformanceTests
{
    private protected override string Organization => "sandbox-v8";

    private protected override string Filter => "emailHash";

    private protected override int Operations => 100;
}
