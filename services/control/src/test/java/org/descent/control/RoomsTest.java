package org.descent.control;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package knows which. */
class RoomsTest {
  @Test
  void packagesKnowEachOtherInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("control")
        .definedBy("org.descent.control")
        .layer("log")
        .definedBy("org.descent.control.log")
        .layer("plan")
        .definedBy("org.descent.control.plan")
        .layer("rest")
        .definedBy("org.descent.control.rest")
        .layer("page")
        .definedBy("org.descent.control.page")
        .layer("metrics")
        .definedBy("org.descent.control.metrics")
        .whereLayer("control")
        .mayNotAccessAnyLayer()
        .whereLayer("log")
        .mayOnlyAccessLayers("control")
        .whereLayer("plan")
        .mayOnlyAccessLayers("control", "log")
        .whereLayer("rest")
        .mayOnlyAccessLayers("control", "log", "plan")
        .whereLayer("page")
        .mayOnlyAccessLayers("plan", "rest")
        .whereLayer("metrics")
        .mayOnlyAccessLayers("control", "log", "plan")
        .ensureAllClassesAreContainedInArchitecture()
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.descent.control"));
  }
}
