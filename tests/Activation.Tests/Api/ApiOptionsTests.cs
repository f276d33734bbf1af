using Activation.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Api;

public sealed class ApiOptionsTests
{
    [Fact]
    public async Task Exposed_WithoutKey_IsRefusedNamingTheSetting()
    {
        await using var api = new ApiHarness(("Activation:Api:Exposed", "true"));

        var error = Should.Throw<OptionsValidationException>(() => api.Services.GetRequiredService<IOptions<ApiOptions>>().Value);

        error.Message.ShouldContain("Activation:Api:Key");
        error.Message.ShouldContain("Activation__Api__Key");
    }

    [Fact]
    public async Task Key_TooShort_IsRefused()
    {
        await using var api = new ApiHarness(("Activation:Api:Key", "short"));

        Should.Throw<OptionsValidationException>(() => api.Services.GetRequiredService<IOptions<ApiOptions>>().Value);
    }
}
