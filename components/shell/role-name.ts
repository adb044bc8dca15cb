const names: Record<string, string> = {
  SUPER_ADMIN: 'Super admin',
  ADMIN: 'Admin',
  MANAGER: 'Manager',
  EMPLOYEE: 'Sales rep',
  VIEWER: 'Viewer',
}

export const roleName = (role: string) => names[role] ?? role
