using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Activation;

public static class SettingsValidation
{
    /// <summary>Checks the annotations of the options, and calls each setting that cannot be used by its full name, which is what somebody has to look for.</summary>
    public static OptionsBuilder<T> ValidateSettings<T>(this OptionsBuilder<T> options, string section)
        where T : class
    {
        options.Services.AddSingleton<IValidateOptions<T>>(new AnnotatedSettings<T>(section));
        return options.ValidateOnStart();
    }

    private sealed class AnnotatedSettings<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var failures = (from property in typeof(T).GetProperties()
                            from annotation in property.GetCustomAttributes<ValidationAttribute>()
                            where !annotation.IsValid(property.GetValue(options))
                            select annotation.FormatErrorMessage($"{section}:{property.Name}")).ToList();
            return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
        }
    }
}
