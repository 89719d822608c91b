/** The page, in a real browser without a screen. Left out, and said so, where there is none. */
package org.descent.journey.web;
