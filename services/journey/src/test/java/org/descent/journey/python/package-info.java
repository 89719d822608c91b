/** What people who work in Python are given. */
package org.descent.journey.python;
