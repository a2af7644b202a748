/* Shapes of the icons that the widget uses; helpdesk/assets/widget.py puts them in. */
export const ICONS = "@icons";
