using Microsoft.AspNetCore.Builder;

namespace Activation.Api.Audit;

/// <summary>Marks an endpoint that only answers, though its method is POST: it leaves no trace in the audit log.</summary>
internal sealed class ChangesNothing
{
    public static readonly ChangesNothing Instance = new();

    private ChangesNothing()
    {
    }
}

internal static class ChangesNothingConvention
{
    public static RouteHandlerBuilder ChangesNothing(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(Audit.ChangesNothing.Instance);
}
